import Taro from '@tarojs/taro'

/** Tells whenever the network comes back; gives back what ends that. */
export function whenOnline(tell: () => void): () => void {
  if (process.env.TARO_ENV === 'h5') {
    window.addEventListener('online', tell)
    return () => window.removeEventListener('online', tell)
  }
  const listen = ({ isConnected }: { isConnected: boolean }): void => { if (isConnected) tell() }
  Taro.onNetworkStatusChange(listen)
  return () => Taro.offNetworkStatusChange(listen)
}
