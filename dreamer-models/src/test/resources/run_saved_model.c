/*
 * Runs a SavedModel through TensorFlow's C API; nothing of this project is in here.
 *
 *   run_saved_model MODEL TAG < plan
 *
 * The plan has one line for each step:
 *   feed OPERATION INDEX DTYPE FILE RANK SIZE...   the tensor's bytes are in FILE
 *   fetch OPERATION INDEX FILE                     writes the tensor's bytes to FILE
 *   run                                            runs what was fed and fetched since the last run
 *
 * For each tensor fetched it prints the operation, the dtype, the shape and the first elements.
 *
 *   gcc run_saved_model.c -o run_saved_model -L DIR -Wl,-rpath,DIR \
 *       -l:libtensorflow_cc.so.2 -l:libtensorflow_framework.so.2
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct TF_Buffer TF_Buffer;
typedef struct TF_Graph TF_Graph;
typedef struct TF_Operation TF_Operation;
typedef struct TF_Session TF_Session;
typedef struct TF_SessionOptions TF_SessionOptions;
typedef struct TF_Status TF_Status;
typedef struct TF_Tensor TF_Tensor;
typedef struct {
  TF_Operation *operation;
  int index;
} TF_Output;

TF_Status *TF_NewStatus(void);
int TF_GetCode(const TF_Status *);
const char *TF_Message(const TF_Status *);
TF_Graph *TF_NewGraph(void);
TF_Operation *TF_GraphOperationByName(TF_Graph *, const char *);
TF_SessionOptions *TF_NewSessionOptions(void);
TF_Session *TF_LoadSessionFromSavedModel(const TF_SessionOptions *, const TF_Buffer *,
                                         const char *, const char *const *, int, TF_Graph *,
                                         TF_Buffer *, TF_Status *);
TF_Tensor *TF_AllocateTensor(int, const int64_t *, int, size_t);
void *TF_TensorData(const TF_Tensor *);
size_t TF_TensorByteSize(const TF_Tensor *);
int TF_TensorType(const TF_Tensor *);
int TF_NumDims(const TF_Tensor *);
int64_t TF_Dim(const TF_Tensor *, int);
void TF_DeleteTensor(TF_Tensor *);
void TF_SessionRun(TF_Session *, const TF_Buffer *, const TF_Output *, TF_Tensor *const *, int,
                   const TF_Output *, TF_Tensor **, int, const TF_Operation *const *, int,
                   TF_Buffer *, TF_Status *);

enum { FLOAT = 1, MOST = 64 };

static TF_Status *status;
static TF_Graph *graph;

static void fail(const char *what, const char *why) {
  fprintf(stderr, "%s: %s\n", what, why);
  exit(1);
}

static void check(const char *what) {
  if (TF_GetCode(status) != 0) fail(what, TF_Message(status));
}

static TF_Output output(const char *operation, int index) {
  TF_Output out = {TF_GraphOperationByName(graph, operation), index};
  if (out.operation == NULL) fail(operation, "no such operation");
  return out;
}

static TF_Tensor *read_tensor(const char *file, int dtype, const int64_t *sizes, int rank) {
  FILE *in = fopen(file, "rb");
  if (in == NULL) fail(file, "cannot be read");
  fseek(in, 0, SEEK_END);
  size_t length = (size_t)ftell(in);
  rewind(in);
  TF_Tensor *tensor = TF_AllocateTensor(dtype, sizes, rank, length);
  if (fread(TF_TensorData(tensor), 1, length, in) != length) fail(file, "cannot be read");
  fclose(in);
  return tensor;
}

static void write_tensor(const char *file, const char *operation, const TF_Tensor *tensor) {
  FILE *out = fopen(file, "wb");
  if (out == NULL) fail(file, "cannot be written");
  fwrite(TF_TensorData(tensor), 1, TF_TensorByteSize(tensor), out);
  fclose(out);
  printf("%s dtype %d [", operation, TF_TensorType(tensor));
  for (int i = 0; i < TF_NumDims(tensor); i++)
    printf(i ? ", %ld" : "%ld", (long)TF_Dim(tensor, i));
  printf("]");
  if (TF_TensorType(tensor) == FLOAT)
    for (size_t i = 0; i < 4 && i < TF_TensorByteSize(tensor) / sizeof(float); i++)
      printf(" %g", ((const float *)TF_TensorData(tensor))[i]);
  printf("\n");
}

int main(int argc, char **argv) {
  if (argc != 3) fail(argv[0], "MODEL TAG < plan");
  status = TF_NewStatus();
  graph = TF_NewGraph();
  const char *tags[] = {argv[2]};
  TF_Session *session = TF_LoadSessionFromSavedModel(TF_NewSessionOptions(), NULL, argv[1], tags, 1,
                                                     graph, NULL, status);
  check(argv[1]);
  TF_Output inputs[MOST], outputs[MOST];
  TF_Tensor *fed[MOST], *fetched[MOST];
  static char operations[MOST][256], files[MOST][4096];
  int feeds = 0, fetches = 0;
  char word[16], operation[256], file[4096];
  while (scanf("%15s", word) == 1) {
    int index, dtype, rank;
    if (strcmp(word, "feed") == 0 && feeds < MOST &&
        scanf("%255s %d %d %4095s %d", operation, &index, &dtype, file, &rank) == 5) {
      int64_t sizes[8];
      for (int i = 0; i < rank && i < 8; i++) {
        long size;
        if (scanf("%ld", &size) != 1) fail("plan", "a size is missing");
        sizes[i] = size;
      }
      inputs[feeds] = output(operation, index);
      fed[feeds++] = read_tensor(file, dtype, sizes, rank);
    } else if (strcmp(word, "fetch") == 0 && fetches < MOST &&
               scanf("%255s %d %4095s", operations[fetches], &index, files[fetches]) == 3) {
      outputs[fetches] = output(operations[fetches], index);
      fetches++;
    } else if (strcmp(word, "run") == 0) {
      TF_SessionRun(session, NULL, inputs, fed, feeds, outputs, fetched, fetches, NULL, 0, NULL,
                    status);
      check("run");
      for (int i = 0; i < fetches; i++) {
        write_tensor(files[i], operations[i], fetched[i]);
        TF_DeleteTensor(fetched[i]);
      }
      for (int i = 0; i < feeds; i++) TF_DeleteTensor(fed[i]);
      feeds = fetches = 0;
    } else {
      fail("plan", word);
    }
  }
  return 0;
}
