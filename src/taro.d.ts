import '@tarojs/taro'

declare module '@tarojs/taro' {
  namespace getAppBaseInfo {
    interface Result {
      /** The reader's font size in WeChat: 1 = ordinary, 1.4 in 关怀模式. Missing in old WeChat and in Taro's types. */
      fontSizeScaleFactor?: number
    }
  }
}
