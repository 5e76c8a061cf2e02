#!/usr/bin/env python3
"""Serves a Python environment to Dreamer, which then learns remote:HOST:PORT.

  serve_env.py --gym HalfCheetah-v5             a Gymnasium environment (or several)
  serve_env.py --dm_control walker walk         a dm_control task
  serve_env.py --dmlab [LEVEL ...]              DeepMind Lab, all levels or the given ones
  serve_env.py --factory my_module:make         whatever a function of yours returns: something
                                                like a Gymnasium or a dm_env environment

Every connection gets an environment of its own, on a thread of its own. A factory is called with
those of the arguments seed and world that it has. Needs the packages grpcio, protobuf and numpy
(Debian: apt-get install python3-grpcio python3-protobuf python3-numpy) and what runs the
environment. The protocol is dm_env_rpc v1, over gRPC.
"""

import argparse
import importlib
import inspect
import ipaddress
import json
import os
import sys
import traceback
from collections import namedtuple
from concurrent import futures

try:
  import grpc
  import numpy as np
  from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
except ImportError as error:
  sys.exit(f'serve_env.py: {error}; install grpcio, protobuf and numpy, on Debian and Ubuntu: '
           'apt-get install python3-grpcio python3-protobuf python3-numpy')

PACKAGE = 'dm_env_rpc.v1'
RUNNING, TERMINATED, INTERRUPTED = 1, 2, 3
UNKNOWN = 2  # The code of a gRPC error that nothing more is known of.

# Messages: "name number type". "*" repeats, "<key>" makes a map, names after "|" exclude each other.
MESSAGES = {
    'EnvironmentRequest': '| create_world 1 CreateWorldRequest, join_world 2 JoinWorldRequest, '
                          'step 3 StepRequest, reset 4 ResetRequest, '
                          'reset_world 5 ResetWorldRequest, leave_world 6 LeaveWorldRequest, '
                          'destroy_world 7 DestroyWorldRequest',
    'EnvironmentResponse': '| create_world 1 CreateWorldResponse, join_world 2 JoinWorldResponse, '
                           'step 3 StepResponse, reset 4 ResetResponse, '
                           'reset_world 5 ResetWorldResponse, leave_world 6 LeaveWorldResponse, '
                           'destroy_world 7 DestroyWorldResponse, error 16 Status',
    'Status': 'code 1 int32, message 2 string',
    'CreateWorldRequest': 'settings 1 <string>Tensor',
    'CreateWorldResponse': 'world_name 1 string',
    'JoinWorldRequest': 'world_name 1 string, settings 2 <string>Tensor',
    'JoinWorldResponse': 'specs 1 ActionObservationSpecs',
    'ActionObservationSpecs': 'actions 1 <uint64>TensorSpec, observations 2 <uint64>TensorSpec',
    'StepRequest': 'actions 1 <uint64>Tensor, requested_observations 2 *uint64',
    'StepResponse': 'state 1 int32, observations 2 <uint64>Tensor',
    'ResetRequest': 'settings 1 <string>Tensor',
    'ResetResponse': 'specs 1 ActionObservationSpecs',
    'ResetWorldRequest': 'world_name 1 string, settings 2 <string>Tensor',
    'ResetWorldResponse': '',
    'LeaveWorldRequest': '',
    'LeaveWorldResponse': '',
    'DestroyWorldRequest': 'world_name 1 string',
    'DestroyWorldResponse': '',
    'Tensor': 'shape 15 *int32 | floats 1 FloatArray, doubles 2 DoubleArray, int8s 3 BytesArray, '
              'int32s 4 Int32Array, int64s 5 Int64Array, uint8s 6 BytesArray, '
              'uint32s 7 Uint32Array, uint64s 8 Uint64Array, bools 9 BoolArray, '
              'strings 10 StringArray',
    'TensorSpec': 'name 1 string, shape 2 *int32, dtype 3 int32, min 4 Value, max 5 Value',
    'Value': '| floats 9 FloatArray, doubles 10 DoubleArray, int8s 11 BytesArray, '
             'int32s 12 Int32Array, int64s 13 Int64Array, uint8s 14 BytesArray, '
             'uint32s 15 Uint32Array, uint64s 16 Uint64Array',
    'FloatArray': 'array 1 *float',
    'DoubleArray': 'array 1 *double',
    'BytesArray': 'array 1 bytes',
    'Int32Array': 'array 1 *int32',
    'Int64Array': 'array 1 *int64',
    'Uint32Array': 'array 1 *uint32',
    'Uint64Array': 'array 1 *uint64',
    'BoolArray': 'array 1 *bool',
    'StringArray': 'array 1 *string',
}

# What is sent of each type of NumPy's: the field of a tensor, the protocol's number of the type.
DTYPES = {
    'float32': ('floats', 1), 'float64': ('doubles', 2), 'int8': ('int8s', 3),
    'int32': ('int32s', 4), 'int64': ('int64s', 5), 'uint8': ('uint8s', 6),
    'uint32': ('uint32s', 7), 'uint64': ('uint64s', 8), 'bool': ('bools', 9),
}


def load_messages():
  """Makes the message classes without generated code, whatever the version of protobuf."""
  file = descriptor_pb2.FileDescriptorProto(
      name='serve_env.proto', package=PACKAGE, syntax='proto3')
  for name, fields in MESSAGES.items():
    add_message(file.message_type.add(name=name), fields)
  pool = descriptor_pool.DescriptorPool()
  pool.Add(file) if not hasattr(pool, 'AddSerializedFile') else pool.AddSerializedFile(
      file.SerializeToString())
  if hasattr(message_factory, 'GetMessageClass'):
    make = message_factory.GetMessageClass
  else:
    make = message_factory.MessageFactory(pool).GetPrototype
  return {name: make(pool.FindMessageTypeByName(f'{PACKAGE}.{name}')) for name in MESSAGES}


def add_message(message, fields):
  plain, _, exclusive = fields.partition('|')
  for text in filter(None, (part.strip() for part in plain.split(','))):
    add_field(message, text)
  for text in filter(None, (part.strip() for part in exclusive.split(','))):
    if not message.oneof_decl:
      message.oneof_decl.add(name='payload')
    add_field(message, text).oneof_index = 0


def add_field(message, text):
  name, number, kind = text.split()
  field = message.field.add(name=name, number=int(number))
  field.label = field.LABEL_REPEATED if kind[0] in '*<' else field.LABEL_OPTIONAL
  if kind[0] == '<':
    key, value = kind[1:].split('>')
    entry = message.nested_type.add(
        name=''.join(word.capitalize() for word in name.split('_')) + 'Entry')
    entry.options.map_entry = True
    add_field(entry, f'key 1 {key}')
    add_field(entry, f'value 2 {value}')
    kind = f'.{PACKAGE}.{message.name}.{entry.name}'
  kind = kind.lstrip('*')
  if kind in MESSAGES:
    kind = f'.{PACKAGE}.{kind}'
  if kind[0] == '.':
    field.type, field.type_name = field.TYPE_MESSAGE, kind
  else:
    field.type = getattr(field, f'TYPE_{kind.upper()}')
  return field


MESSAGE = load_messages()

# One action or observation: its name, NumPy type, sizes and bounds (None for none).
Spec = namedtuple('Spec', 'name dtype shape low high', defaults=(None, None))


def put(payload, array):
  """Writes an array into a tensor or a bound."""
  field = getattr(payload, DTYPES[array.dtype.name][0])
  if array.dtype.name in ('uint8', 'int8'):
    field.array = array.tobytes()
  else:
    field.array.extend(array.ravel().tolist())


def pack(value, spec):
  array = np.asarray(value, spec.dtype)
  if array.shape != tuple(spec.shape):
    raise ValueError(f"'{spec.name}' has the shape {array.shape}, its spec says {spec.shape}")
  tensor = MESSAGE['Tensor'](shape=array.shape)
  put(tensor, array)
  return tensor


def unpack(tensor, spec):
  kind = DTYPES[np.dtype(spec.dtype).name][0]
  if tensor.WhichOneof('payload') != kind:
    raise ValueError(f"action '{spec.name}' must be sent as {kind}")
  data = getattr(tensor, kind).array
  array = np.frombuffer(data, spec.dtype) if isinstance(data, bytes) else np.array(data, spec.dtype)
  count = int(np.prod(spec.shape, dtype=int))
  if array.size not in (1, count):
    raise ValueError(f"action '{spec.name}' needs {count} elements, got {array.size}")
  array = np.broadcast_to(array, count).reshape(spec.shape) if array.size == 1 else array.reshape(
      spec.shape)
  bounded = spec.low is not None
  if not np.all(np.isfinite(array)) or bounded and (
      np.any(array < spec.low) or np.any(array > spec.high)):
    raise ValueError(f"action '{spec.name}' is {array}, outside its bounds")
  return array


def describe(spec):
  message = MESSAGE['TensorSpec'](
      name=spec.name, shape=spec.shape, dtype=DTYPES[np.dtype(spec.dtype).name][1])
  if spec.low is not None:
    put(message.min, np.asarray(spec.low, spec.dtype))
    put(message.max, np.asarray(spec.high, spec.dtype))
  return message


def is_image(space):
  return np.dtype(space.dtype) == np.uint8 and len(space.shape) == 3 and space.shape[2] == 3


def resize(image, size):
  """Linear interpolation between the centres of pixels, the edge repeated."""
  image = np.asarray(image)
  if image.shape[:2] == (size, size):
    return image
  def axis(length):
    centre = np.clip((np.arange(size) + 0.5) * length / size - 0.5, 0, length - 1)
    before = centre.astype(int)
    return before, np.minimum(before + 1, length - 1), centre - before
  top, bottom, down = axis(image.shape[0])
  left, right, along = axis(image.shape[1])
  rows = image[top] * (1 - down)[:, None, None] + image[bottom] * down[:, None, None]
  out = rows[:, left] * (1 - along)[:, None] + rows[:, right] * along[:, None]
  return np.rint(out).astype(np.uint8)


class Shown:
  """The observations that are sent, from what an environment shows: one image, float vectors."""

  def __init__(self, spaces, size, render):
    self.size = size
    self.render = render
    images = [name for name, space in spaces.items() if is_image(space)]
    self.image = 'image' if 'image' in images else images[0] if images else None
    self.vectors = {
        name: Spec(name, np.float32, () if space.shape == () else (int(np.prod(space.shape)),))
        for name, space in spaces.items()
        if name not in images and np.dtype(space.dtype).kind in 'fiub'}
    if self.image is None and render is None:
      raise ValueError('the environment shows no image and draws none')
    self.specs = [*self.vectors.values(), Spec('image', np.uint8, (size, size, 3))]

  def __call__(self, values):
    shown = {name: np.asarray(values[name], np.float32).reshape(spec.shape)
             for name, spec in self.vectors.items()}
    picture = self.render() if self.image is None else values[self.image]
    if picture is None:
      raise ValueError('the environment has drawn nothing; it needs render_mode rgb_array')
    shown['image'] = resize(picture, self.size)
    return shown


# What a step comes to. The state is RUNNING, TERMINATED or INTERRUPTED.
Step = namedtuple('Step', 'observation reward state')


class Gym:
  """Something like a Gymnasium environment."""

  def __init__(self, env, size, seed):
    self.env = env
    self.seed = seed
    space = env.observation_space
    self.nested = hasattr(space, 'spaces') and isinstance(space.spaces, dict)
    render = env.render if callable(getattr(env, 'render', None)) else None
    self.shown = Shown(dict(space.spaces) if self.nested else {'state': space}, size, render)
    self.observations = self.shown.specs
    self.actions = [self.action(env.action_space)]

  @staticmethod
  def action(space):
    if hasattr(space, 'n') and not space.shape:
      first = int(getattr(space, 'start', 0))
      return Spec('action', np.int64, (), first, first + int(space.n) - 1)
    if hasattr(space, 'low'):
      return Spec('action', np.float32, space.shape, space.low, space.high)
    raise ValueError(f'actions like {space} cannot be sent: one Box or one Discrete can')

  def show(self, observation):
    return self.shown(observation if self.nested else {'state': observation})

  def reset(self):
    observation, _ = self.env.reset(seed=self.seed)
    self.seed = None
    return self.show(observation)

  def step(self, actions):
    action = actions['action']
    observation, reward, terminated, truncated, _ = self.env.step(
        action if action.shape else int(action))
    state = TERMINATED if terminated else INTERRUPTED if truncated else RUNNING
    return Step(self.show(observation), reward, state)

  def close(self):
    self.env.close()


class DmEnv:
  """Something like a dm_env environment; dm_control's are drawn by their physics."""

  def __init__(self, env, size, camera):
    self.env = env
    spec = env.observation_spec()
    self.nested = hasattr(spec, 'items')
    render = None
    if hasattr(env, 'physics'):
      render = lambda: env.physics.render(size, size, camera_id=camera)
    self.shown = Shown(dict(spec) if self.nested else {'observation': spec}, size, render)
    self.observations = self.shown.specs
    self.actions = [self.action(env.action_spec())]

  @staticmethod
  def action(spec):
    if hasattr(spec, 'num_values'):
      return Spec('action', spec.dtype, (), 0, int(spec.num_values) - 1)
    if hasattr(spec, 'minimum'):
      low, high = (np.broadcast_to(bound, spec.shape) for bound in (spec.minimum, spec.maximum))
      return Spec('action', spec.dtype, spec.shape, low, high)
    raise ValueError(f'actions like {spec} cannot be sent: they need bounds')

  def show(self, observation):
    return self.shown(observation if self.nested else {'observation': observation})

  def reset(self):
    return self.show(self.env.reset().observation)

  def step(self, actions):
    action = actions['action']
    step = self.env.step(action if action.shape else action.item())
    state = RUNNING if not step.last() else TERMINATED if step.discount == 0 else INTERRUPTED
    return Step(self.show(step.observation), step.reward or 0.0, state)

  def close(self):
    if hasattr(self.env, 'close'):
      self.env.close()


class Lab:
  """A level of DeepMind Lab. Its own actions are offered; after the end it shows black."""

  def __init__(self, module, level, size, seed):
    path = level if '/' in level else f'contributed/dmlab30/{level}'
    config = {'width': str(size), 'height': str(size), 'logLevel': 'WARN'}
    self.lab = module.Lab(path, ['RGB_INTERLEAVED'], config=config)
    self.random = np.random.RandomState(None if seed is None else seed % 2**32)
    self.size = size
    self.actions = [
        Spec(action['name'], np.int32, (), action['min'], action['max'])
        for action in self.lab.action_spec()]
    self.observations = [Spec('RGB_INTERLEAVED', np.uint8, (size, size, 3))]

  def show(self):
    if not self.lab.is_running():
      return {'RGB_INTERLEAVED': np.zeros((self.size, self.size, 3), np.uint8)}
    return self.lab.observations()

  def reset(self):
    self.lab.reset(seed=self.random.randint(0, 2**31 - 1))
    return self.show()

  def step(self, actions):
    action = np.array([actions[spec.name] for spec in self.actions], np.intc)
    reward = self.lab.step(action, num_steps=1)
    return Step(self.show(), reward, RUNNING if self.lab.is_running() else TERMINATED)

  def close(self):
    self.lab.close()


class Refusal(Exception):
  """The client's fault; it gets the message as it is."""


class Conversation:
  """What one client does: creates a world, joins it, steps it."""

  def __init__(self, make):
    self.make = make
    self.env = None
    self.joined = False
    self.fresh = True

  def answer(self, request):
    kind = request.WhichOneof('payload')
    if kind is None:
      raise Refusal('the request is empty or one that this server does not know')
    response = MESSAGE['EnvironmentResponse']()
    getattr(response, kind).SetInParent()
    getattr(self, kind)(getattr(request, kind), getattr(response, kind))
    return response

  def create_world(self, request, response):
    if self.env is not None:
      raise Refusal('this connection has a world already')
    unknown = sorted(set(request.settings) - {'seed', 'world'})
    if unknown:
      raise Refusal(f'unknown settings {unknown}; known are seed and world')
    seed = world = None
    if 'seed' in request.settings:
      seed = int(unpack(request.settings['seed'], Spec('seed', np.int64, ())))
    if 'world' in request.settings:
      world = ''.join(request.settings['world'].strings.array)
    self.env = self.make(world, seed)
    self.specs = [
        Spec('reward', np.float32, ()), Spec('discount', np.float32, ()), *self.env.observations]
    response.world_name = world or 'world'
    self.name = response.world_name

  def join_world(self, request, response):
    if self.env is None and not request.world_name:
      self.create_world(MESSAGE['CreateWorldRequest'](), MESSAGE['CreateWorldResponse']())
    if self.env is None or request.world_name not in ('', self.name):
      raise Refusal(f"no world '{request.world_name}' here; create it on this connection")
    if self.joined:
      raise Refusal('this connection has joined a world already')
    self.joined = self.fresh = True
    self.write_specs(response.specs)

  def write_specs(self, specs):
    for uid, spec in enumerate(self.env.actions, 1):
      specs.actions[uid].CopyFrom(describe(spec))
    for uid, spec in enumerate(self.specs, 1):
      specs.observations[uid].CopyFrom(describe(spec))

  def step(self, request, response):
    self.require_joined()
    wrong = [uid for uid in request.requested_observations if not 1 <= uid <= len(self.specs)]
    if wrong:
      raise Refusal(f'no observations {wrong}')
    if self.fresh:
      step = Step(self.env.reset(), 0.0, RUNNING)
    else:
      step = self.env.step(self.read_actions(request))
    self.fresh = step.state != RUNNING
    response.state = step.state
    values = {'reward': float(step.reward), 'discount': float(step.state != TERMINATED)}
    values.update(step.observation)
    for uid in request.requested_observations:
      spec = self.specs[uid - 1]
      response.observations[uid].CopyFrom(pack(values[spec.name], spec))

  def read_actions(self, request):
    actions = {}
    for uid, spec in enumerate(self.env.actions, 1):
      if uid not in request.actions:
        raise Refusal(f"action '{spec.name}' ({uid}) is missing")
      try:
        actions[spec.name] = unpack(request.actions[uid], spec)
      except ValueError as flaw:
        raise Refusal(str(flaw)) from flaw
    return actions

  def reset(self, request, response):
    self.require_joined()
    self.fresh = True
    self.write_specs(response.specs)

  def reset_world(self, request, response):
    self.require_joined()
    self.fresh = True

  def leave_world(self, request, response):
    self.joined = False

  def destroy_world(self, request, response):
    if self.joined:
      raise Refusal('leave the world before you destroy it')
    self.close()

  def require_joined(self):
    if not self.joined:
      raise Refusal('join a world first')

  def close(self):
    env, self.env = self.env, None
    if env is not None:
      env.close()


def process(make, requests):
  """Answers the requests of one client."""
  conversation = Conversation(make)
  try:
    for request in requests:
      try:
        yield conversation.answer(request)
      except Exception as failure:
        text = str(failure)
        if not isinstance(failure, Refusal):
          traceback.print_exc()
          text = f'{type(failure).__name__}: {text}'
        response = MESSAGE['EnvironmentResponse']()
        response.error.code, response.error.message = UNKNOWN, text
        yield response
  finally:
    conversation.close()


def need(name, advice):
  try:
    return importlib.import_module(name)
  except ImportError as flaw:
    sys.exit(f'serve_env.py: {flaw}; {advice}')


def choose(world, names):
  """The name that is asked for, with or without its version; the first one if none is."""
  if not world:
    return names[0]
  fitting = [name for name in names if world in (name, name.rpartition('-v')[0])]
  if not fitting:
    raise Refusal(f"no world '{world}' here; this server has {', '.join(names)}")
  return fitting[0]


def gym_maker(args):
  gymnasium = need('gymnasium', 'pip install gymnasium')
  def make(world, seed):
    env = gymnasium.make(choose(world, args.gym), render_mode='rgb_array', **args.kwargs)
    return Gym(env, args.size, None if seed is None else seed % 2**32)
  return make


def dm_control_maker(args):
  suite = need('dm_control.suite', 'pip install dm_control')
  domain, task = args.dm_control
  def make(world, seed):
    choose(world, [f'{domain}_{task}'])
    random = {} if seed is None else {'random': seed % 2**32}
    camera = args.camera if args.camera is not None else 2 if domain == 'quadruped' else 0
    return DmEnv(suite.load(domain, task, task_kwargs=random), args.size, camera)
  return make


def dmlab_maker(args):
  module = need('deepmind_lab', 'build it from https://github.com/google-deepmind/lab')
  def make(world, seed):
    if args.dmlab:
      level = choose(world, args.dmlab)
    elif world and all(letter.isalnum() or letter in '_/' for letter in world):
      level = world
    else:
      raise Refusal(f'name a level of DeepMind Lab as world, got {world!r}')
    return Lab(module, level, args.size, seed)
  return make


def factory_maker(args):
  name, _, function = args.factory.partition(':')
  sys.path.insert(0, os.getcwd())
  module = need(name, 'run serve_env.py where the module can be found')
  if not callable(getattr(module, function, None)):
    sys.exit(f"serve_env.py: module {name} has no function '{function}'")
  factory = getattr(module, function)
  taken = inspect.signature(factory).parameters
  def make(world, seed):
    if world and 'world' not in taken:
      raise Refusal(f"no world '{world}' here; {args.factory} makes but one")
    given = {'world': world, 'seed': seed}
    env = factory(**{key: value for key, value in given.items() if key in taken})
    if hasattr(env, 'action_spec'):
      return DmEnv(env, args.size, args.camera or 0)
    if hasattr(env, 'action_space'):
      return Gym(env, args.size, None if seed is None else seed % 2**32)
    raise TypeError(f'{args.factory} made a {type(env).__name__}, which is like neither a '
                    'Gymnasium nor a dm_env environment')
  return make


def is_loopback(host):
  if host == 'localhost':
    return True
  try:
    return ipaddress.ip_address(host.strip('[]')).is_loopback
  except ValueError:
    return False


def parse(argv):
  parser = argparse.ArgumentParser(
      description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
  what = parser.add_mutually_exclusive_group(required=True)
  what.add_argument('--gym', nargs='+', metavar='ID')
  what.add_argument('--dm_control', nargs=2, metavar=('DOMAIN', 'TASK'))
  what.add_argument('--dmlab', nargs='*', metavar='LEVEL')
  what.add_argument('--factory', metavar='MODULE:FUNCTION')
  parser.add_argument('--kwargs', type=json.loads, default={}, help='JSON, for gymnasium.make')
  parser.add_argument('--host', default='127.0.0.1', help='default: this machine only')
  parser.add_argument('--port', type=int, default=7755, help='default 7755; 0 takes a free one')
  parser.add_argument('--size', type=int, default=64, help='of images, pixels; default 64')
  parser.add_argument('--camera', type=int, help="dm_control's; default 0, quadruped 2")
  parser.add_argument('--connections', type=int, default=32, help='at once, at most; default 32')
  parser.add_argument('--until_eof', action='store_true', help='ends when its input does')
  return parser.parse_args(argv)


def serve(args):
  if sys.platform.startswith('linux') and not os.environ.get('DISPLAY'):
    for name, value in (('MUJOCO_GL', 'egl'), ('SDL_VIDEODRIVER', 'dummy'),
                        ('SDL_AUDIODRIVER', 'dummy')):
      os.environ.setdefault(name, value)
  kinds = {'gym': gym_maker, 'dm_control': dm_control_maker, 'dmlab': dmlab_maker,
           'factory': factory_maker}
  kind = next(name for name in kinds if getattr(args, name) is not None)
  make = kinds[kind](args)
  # Without the option a second server on the same port would share its clients.
  server = grpc.server(
      futures.ThreadPoolExecutor(args.connections), options=[('grpc.so_reuseport', 0)],
      maximum_concurrent_rpcs=args.connections)
  handler = grpc.stream_stream_rpc_method_handler(
      lambda requests, context: process(make, requests),
      request_deserializer=MESSAGE['EnvironmentRequest'].FromString,
      response_serializer=lambda response: response.SerializeToString())
  server.add_generic_rpc_handlers((
      grpc.method_handlers_generic_handler(f'{PACKAGE}.Environment', {'Process': handler}),))
  host = f'[{args.host}]' if ':' in args.host and args.host[0] != '[' else args.host
  try:
    port = server.add_insecure_port(f'{host}:{args.port}')
  except RuntimeError:
    port = 0
  if not port:
    sys.exit(f'serve_env.py: cannot listen on {host}:{args.port}; is the port in use?')
  if not is_loopback(args.host):
    print(f'WARNING: listening on {host}, beyond this machine, without password or encryption: '
          'whoever reaches the port can run the environment', file=sys.stderr, flush=True)
  server.start()
  print(f'Serving remote:{host}:{port}', flush=True)
  try:
    if args.until_eof:
      sys.stdin.buffer.read()
    else:
      server.wait_for_termination()
  except KeyboardInterrupt:
    pass
  server.stop(1).wait()


if __name__ == '__main__':
  serve(parse(sys.argv[1:]))
