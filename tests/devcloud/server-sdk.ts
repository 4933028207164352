import cloud from 'wx-server-sdk'

export interface ServerSdk {
  call(name: string, data: Record<string, unknown>): Promise<unknown>
  failureOf(name: string, data: Record<string, unknown>): Promise<{ code: string; errMsg: string }>
}

/** The real SDK, told by its environment that the platform is at this address. */
export function serverSdk(url: string): ServerSdk {
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'test',
    TENCENTCLOUD_SECRETKEY: 'test',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
  })
  cloud.init({ env: 'local' })
  const call = async (name: string, data: Record<string, unknown>) => {
    const answer: unknown = await cloud.callFunction({ name, data })
    return (answer as { result: unknown }).result
  }
  return {
    call,
    failureOf: (name, data) =>
      call(name, data).then(
        () => {
          throw new Error(`${name} did not fail`)
        },
        (error: unknown) => error as { code: string; errMsg: string },
      ),
  }
}
