/**
 * Environments in other processes and on other machines, over version 1 of the protocol dm_env_rpc.
 */
@NullMarked
package org.dreamer4j.envs.remote;

import org.jspecify.annotations.NullMarked;
