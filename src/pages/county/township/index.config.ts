export default definePageConfig({ navigationBarTitleText: '乡镇进度' })
