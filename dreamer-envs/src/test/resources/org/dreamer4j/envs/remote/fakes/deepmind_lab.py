"""As much of DeepMind Lab's interface as the server uses: ten frames of one colour."""

import numpy as np

NAMES = ('LOOK_LEFT_RIGHT_PIXELS_PER_FRAME', 'LOOK_DOWN_UP_PIXELS_PER_FRAME', 'STRAFE_LEFT_RIGHT',
         'MOVE_BACK_FORWARD', 'FIRE', 'JUMP', 'CROUCH')


class Lab:

  def __init__(self, level, observations, config):
    assert level == 'contributed/dmlab30/rooms_watermaze', level
    assert observations == ['RGB_INTERLEAVED'] and config['width'] == config['height'] == '64'
    self.frames = None

  def action_spec(self):
    return [{'name': name, 'min': -512, 'max': 512} for name in NAMES]

  def reset(self, seed):
    self.colour = seed % 200 + 1
    self.frames = 0

  def is_running(self):
    return self.frames < 10

  def observations(self):
    assert self.is_running()
    return {'RGB_INTERLEAVED': np.full((64, 64, 3), self.colour, np.uint8)}

  def step(self, action, num_steps):
    assert action.dtype == np.intc and action.shape == (7,)
    self.frames += num_steps
    return float(action[0] + 100 * action[3])

  def close(self):
    pass
