export default definePageConfig({
  navigationBarTitleText: '确认缴费',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
