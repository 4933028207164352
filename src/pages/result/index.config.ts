export default definePageConfig({ navigationBarTitleText: 'result' })
