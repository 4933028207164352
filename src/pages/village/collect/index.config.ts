export default definePageConfig({ navigationBarTitleText: '收钱' })
