export default definePageConfig({ navigationBarTitleText: 'check' })
