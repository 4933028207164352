export default definePageConfig({
  navigationBarTitleText: '这次交费',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
