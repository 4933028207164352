import { z } from 'zod'
import type { PhoneSettings } from '../../packed-package'
import { asynchronous } from './asynchronous'
import { USER_DATA_PATH } from './files'

const STATUS_BAR_PX = 20
const SDK_VERSION = '3.8.0'

/** What the phone tells of itself. */
export function phone(settings: PhoneSettings, launch: object) {
  const windowInfo = () => {
    const { innerWidth: width, innerHeight: height } = window
    const safeArea = {
      top: STATUS_BAR_PX,
      left: 0,
      right: width,
      bottom: height,
      width,
      height: height - STATUS_BAR_PX,
    }
    return {
      pixelRatio: devicePixelRatio,
      screenWidth: width,
      screenHeight: height,
      windowWidth: width,
      windowHeight: height,
      statusBarHeight: STATUS_BAR_PX,
      screenTop: 0,
      safeArea,
    }
  }
  const appBaseInfo = () => ({
    SDKVersion: SDK_VERSION,
    language: 'zh_CN',
    version: '8.0.50',
    theme: settings.theme,
    enableDebug: false,
    fontSizeScaleFactor: settings.fontSizeScaleFactor,
    fontSizeSetting: 17 * settings.fontSizeScaleFactor,
  })
  const deviceInfo = () => ({
    platform: 'android',
    system: 'Android 12',
    brand: 'test',
    model: 'test',
    benchmarkLevel: 10,
    abi: 'arm64-v8a',
  })
  const systemInfo = () => ({ ...windowInfo(), ...appBaseInfo(), ...deviceInfo() })
  return {
    getWindowInfo: windowInfo,
    getAppBaseInfo: appBaseInfo,
    getDeviceInfo: deviceInfo,
    getSystemInfoSync: systemInfo,
    getSystemInfo: asynchronous('getSystemInfo', z.looseObject({}), systemInfo),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop', version: '' } }),
    getMenuButtonBoundingClientRect: () => ({
      top: 26,
      bottom: 58,
      left: innerWidth - 97,
      right: innerWidth - 10,
      width: 87,
      height: 32,
    }),
    getLaunchOptionsSync: () => launch,
    getEnterOptionsSync: () => launch,
    getNetworkType: asynchronous('getNetworkType', z.looseObject({}), () => ({
      networkType: navigator.onLine ? 'wifi' : 'none',
    })),
    onNetworkStatusChange: (listener: (change: { isConnected: boolean; networkType: string }) => void) =>
      window.addEventListener('online', () => listener({ isConnected: true, networkType: 'wifi' })),
    // A page that has gone may still be told: what it does then is done once anyway.
    offNetworkStatusChange: () => undefined,
    nextTick: (callback: () => void) => queueMicrotask(callback),
    env: { USER_DATA_PATH },
    onThemeChange: (listener: (change: { theme: string }) => void) =>
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) =>
        listener({ theme: matches ? 'dark' : 'light' }),
      ),
  }
}
