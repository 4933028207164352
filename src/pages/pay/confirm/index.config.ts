export default definePageConfig({
  navigationBarTitleText: '确认交费',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
