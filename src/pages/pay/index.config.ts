export default definePageConfig({
  navigationBarTitleText: '交医保费',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
