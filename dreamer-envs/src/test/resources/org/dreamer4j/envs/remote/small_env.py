"""Two small environments: like dm_env's with continuous, like Gymnasium's with discrete actions."""

from collections import namedtuple
import os

import numpy as np

Array = namedtuple('Array', 'shape dtype')
Bounded = namedtuple('Bounded', 'shape dtype minimum maximum')
Box = namedtuple('Box', 'shape dtype low high')


class Discrete:
  shape = ()
  start = 1
  n = 3


class Step(namedtuple('Step', 'observation reward discount isLast')):

  def last(self):
    return self.isLast


class Continuous:
  """Ten steps to the end of the time, or to the end if a point leaves [-1, 1]."""

  def __init__(self, seed):
    self.random = np.random.RandomState(seed % 2**32)

  def action_spec(self):
    return Bounded((2,), np.float64, np.array([-0.5, 0.0]), 0.5)

  def observation_spec(self):
    return {'point': Array((2,), np.float64), 'time': Array((), np.float32),
            'name': Array((), np.dtype(str)), 'pixels': Array((16, 12, 3), np.uint8)}

  def observe(self):
    pixels = np.zeros((16, 12, 3), np.uint8)
    pixels[..., 0] = np.uint8(abs(self.point[0]) * 100)
    pixels[..., 1] = self.time
    return {'point': self.point.copy(), 'time': np.float32(self.time), 'name': 'small',
            'pixels': pixels}

  def reset(self):
    self.point = self.random.uniform(-1, 1, 2)
    self.time = 0
    return Step(self.observe(), None, None, False)

  def step(self, action):
    self.point = self.point + action * [1.0, 0.1]
    self.time += 1
    out = bool(np.any(np.abs(self.point) > 1))
    return Step(self.observe(), float(self.point[0]), 0.0 if out else 1.0, out or self.time == 10)


def continuous(seed):
  return Continuous(seed)


class Choosing:
  """Draws itself. Ends with the choice 3, or after seven steps."""

  observation_space = Box((4,), np.float32, -np.inf, np.inf)
  action_space = Discrete()
  closed = 0

  def reset(self, seed=None):
    if seed is not None:
      self.random = np.random.RandomState(seed)
    self.steps = 0
    return self.observe(), {}

  def observe(self):
    self.state = self.random.rand(4).astype(np.float32)
    return self.state

  def step(self, action):
    if type(action) is not int or not 1 <= action <= 3:
      raise ValueError(f'what is {action!r}?')
    self.steps += 1
    return self.observe(), float(action), action == 3, self.steps == 7, {}

  def render(self):
    return np.full((64, 64, 3), int(self.state[0] * 255), np.uint8)

  def close(self):
    pass


def discrete():
  return Choosing()


class Dying(Choosing):
  """Takes the server with it."""

  def step(self, action):
    if action == 2:
      os._exit(1)
    return super().step(action)


def dying():
  return Dying()


class Failing(Choosing):

  def step(self, action):
    raise RuntimeError('the gears\nare stuck')


def failing(world=None):
  if world == 'broken':
    raise RuntimeError('no such thing')
  return Failing()
