export default definePageConfig({ navigationBarTitleText: '一次公示' })
