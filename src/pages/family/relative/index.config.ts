export default definePageConfig({ navigationBarTitleText: '添一位家人' })
