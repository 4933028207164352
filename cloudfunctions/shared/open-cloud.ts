// The default import is the SDK's own object: `logger` is put on it by `init`, and a namespace import would not see it.
import cloud from 'wx-server-sdk'

/** The platform, in the environment that the function is deployed to. */
export function openCloud(): typeof cloud {
  // The SDK's types call the constant a symbol and the option a string; at run time one is made for the other.
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string })
  return cloud
}
