export default definePageConfig({ navigationBarTitleText: '绑定我本人' })
