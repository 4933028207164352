export default definePageConfig({ navigationBarTitleText: '没上传的' })
