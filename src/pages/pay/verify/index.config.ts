export default definePageConfig({ navigationBarTitleText: '核验收据' })
