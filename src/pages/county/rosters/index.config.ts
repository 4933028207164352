export default definePageConfig({ navigationBarTitleText: '资助名单' })
