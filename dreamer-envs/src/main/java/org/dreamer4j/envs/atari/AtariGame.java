package org.dreamer4j.envs.atari;

import java.util.List;
import java.util.Optional;

/**
 * A game of the reference. Source of the names: google-research/dreamer tasks.py; of stems and
 * checksums: the Arcade Learning Environment, which knows one dump of each cartridge.
 *
 * @param stem name of the ROM file without its ending, as the Arcade Learning Environment has it
 * @param md5 of the dump that the Arcade Learning Environment knows, 32 hexadecimal digits
 */
record AtariGame(String stem, String md5) {
  private static final String TABLE =
      """
      alien f1a0a23e6464d954e3a9579c4ccd01c8
      amidar acb7750b4d0c4bd34969802a7deb2990
      assault de78b3a064d374390ac0710f95edde92
      asterix 89a68746eff7f266bbf08de2483abe55
      asteroids ccbd36746ed4525821a8083b0d6d2c2c
      atlantis 9ad36e699ef6f45d9eb6c4cf90475c9f
      bank_heist 00ce0bdd43aed84a983bef38fe7f5ee3
      battle_zone 41f252a66c6301f1e8ab3612c19bc5d4
      beam_rider 79ab4123a83dc11d468fb2108ea09e2e
      berzerk 136f75c4dd02c29283752b7e5799f978
      bowling c9b7afad3bfd922e006a6bfc1d4f3fe7
      boxing c3ef5c4653212088eda54dc91d787870
      breakout f34f08e5eb96e500e851a80be3277a56
      centipede 91c2098e88a6b13f977af8c003e0bca5
      chopper_command c1cb228470a87beb5f36e90ac745da26
      crazy_climber 55ef7b65066428367844342ed59f956c
      defender 0f643c34e40e3f1daafd9c524d3ffe64
      demon_attack f0e0addc07971561ab80d9abe1b8d333
      double_dunk 368d88a6c071caba60b4f778615aae94
      enduro 94b92a882f6dbaa6993a46e2dcc58402
      fishing_derby b8865f05676e64f3bec72b9defdacfa7
      freeway 8e0ab801b1705a740b476b7f588c6d16
      frostbite 4ca73eb959299471788f0b685c3ba0b5
      gopher c16c79aad6272baffb8aae9a7fff0864
      gravitar 8ac18076d01a6b63acf6e2cab4968940
      hero fca4a5be1251927027f2c24774a02160
      ice_hockey a4c08c4994eb9d24fb78be1793e82e26
      jamesbond e51030251e440cffaab1ac63438b44ae
      kangaroo 4326edb70ff20d0ee5ba58fa5cb09d60
      krull 4baada22435320d185c95b7dd2bcdb24
      kung_fu_master 5b92a93b23523ff16e2789b820e2a4c5
      montezuma_revenge 3347a6dd59049b15a38394aa2dafa585
      ms_pacman 87e79cd41ce136fd4f72cc6e2c161bee
      name_this_game 36306070f0c90a72461551a7a4f3a209
      phoenix 7e52a95074a66640fcfde124fffd491a
      pitfall 3e90cf23106f2e08b2781e41299de556
      pong 60e0ea3cbe0913d39803477945e9e5ec
      private_eye ef3a4f64b6494ba770862768caf04b86
      qbert 484b0076816a104875e00467d431c2d2
      riverraid 393948436d1f4cc3192410bb918f9724
      road_runner 2bd00beefdb424fa39931a75e890695d
      robotank 4f618c2429138e0280969193ed6c107e
      seaquest 240bfbac5163af4df5ae713985386f92
      skiing b76fbadc8ffb1f83e2ca08b6fb4d6c9f
      solaris e72eb8d4410152bdcb69e7fba327b420
      space_invaders 72ffbef6504b75e69ee1045af9075f66
      star_gunner a3c1c70024d7aabb41381adbfb6d3b25
      surround 4d7517ae69f95cfbc053be01312b7dba
      tennis 42cdd6a9e42a3639e190722b8ea3fc51
      time_pilot fc2104dd2dadf9a6176c1c1c8f87ced9
      tutankham 085322bae40d904f53bdcc56df0593fc
      up_n_down a499d720e7ee35c62424de882a3351b6
      venture 3e899eba0ca8cd2972da1ae5479b4f0d
      video_pinball 107cc025334211e6d29da0b6be46aec7
      wizard_of_wor 7e8aa18bc9502eb57daaf5e7c1e94da7
      yars_revenge c5930d0e8cdae3e037349bfa08e871be
      zaxxon eea0da9b987d661264cce69a7c13c3bd
      """;

  private static final List<AtariGame> ALL =
      TABLE
          .lines()
          .map(line -> line.split(" "))
          .map(fields -> new AtariGame(fields[0], fields[1]))
          .toList();

  /** The 57 games in alphabetical order. */
  static List<AtariGame> all() {
    return ALL;
  }

  /** The game of a task. */
  static Optional<AtariGame> ofTask(String task) {
    return ALL.stream().filter(game -> game.task().equals(task)).findFirst();
  }

  /** The name a user types, e.g. {@code atari_mspacman}. */
  String task() {
    return "atari_" + stem.replace("_", "");
  }
}
