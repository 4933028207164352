export default definePageConfig({
  navigationBarTitleText: '去官方渠道交费',
  enablePullDownRefresh: process.env.TARO_ENV === 'weapp',
})
