export default definePageConfig({ navigationBarTitleText: '县里的工作' })
