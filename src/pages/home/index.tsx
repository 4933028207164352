import { View } from '@tarojs/components'
export default function P() { return <View id='x' aria-role='button'>home</View> }
