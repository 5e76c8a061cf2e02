package org.dreamer4j.cli.bench;

import org.dreamer4j.models.MatrixProduct;

/** A matrix product, closed with this. */
record ProductSubject(MatrixProduct product) implements Subject {
  double flop() {
    return product.flop();
  }

  @Override
  public void run() {
    product.run();
  }

  @Override
  public double frames() {
    return 0;
  }

  @Override
  public void close() {
    product.close();
  }
}
