import cloud from 'wx-server-sdk'
import { serverSdk } from './server-sdk'

/** What the SDK answers: names in camel case. */
export type PayAnswer = Record<string, unknown> & { resultCode?: string; errCodeDes?: string }
type PayCall = (request: Record<string, unknown>) => Promise<PayAnswer>

/** WeChat Pay through the real SDK; its types leave `cloudPay` out. */
export function cloudPay(
  url: string,
): Record<'unifiedOrder' | 'queryOrder' | 'closeOrder' | 'refund' | 'queryRefund' | 'downloadBill', PayCall> {
  serverSdk(url)
  return Reflect.get(cloud, 'cloudPay') as ReturnType<typeof cloudPay>
}

interface OpenApi {
  subscribeMessage: { send(message: Record<string, unknown>): Promise<{ errCode: number; errMsg: string }> }
  wxacode: { get(request: Record<string, unknown>): Promise<unknown> }
}

export function openapi(url: string): OpenApi {
  serverSdk(url)
  return cloud.openapi as unknown as OpenApi
}

export async function failureOf(call: Promise<unknown>): Promise<{ errCode: number; errMsg: string }> {
  return call.then(
    () => {
      throw new Error('it did not fail')
    },
    (error: unknown) => error as { errCode: number; errMsg: string },
  )
}
