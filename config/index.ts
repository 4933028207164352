import path from 'node:path'
import { defineConfig } from '@tarojs/cli'
import TsconfigPathsPlugin from 'tsconfig-paths-webpack-plugin'
import { require as load } from 'tsx/cjs/api'
import type * as Rules from '../rules'
import deployment from '../cloudfunctions/deploy.json'

/** The rules live beside `src` and go into the package with it. */
const compile = { include: [path.resolve(__dirname, '../rules')] }
/**
 * Taro minifies for the phones of 2018, with most of terser's work switched off and every Chinese character written
 * as six bytes. The package is weighed (450 KB), so terser does its whole work, for the browsers of `browserslist`.
 */
const terser = {
  enable: true,
  config: {
    compress: {
      ecma: 2018,
      passes: 2,
      arrows: true,
      collapse_vars: true,
      comparisons: true,
      computed_props: true,
      hoist_props: true,
      inline: true,
      loops: true,
      negate_iife: true,
      properties: true,
      reduce_funcs: true,
      reduce_vars: true,
      switches: true,
      toplevel: true,
      typeofs: true,
      directives: true,
    },
    output: { ecma: 2018, comments: false, ascii_only: false },
  },
} as const
/** Home names the places, their years and which is open, without carrying their rules into the main package. */
const { policies, policyFor, collectionDays } = load('../rules', __filename) as typeof Rules
const servedSeasons = policies().map(({ region, regionName: name, year }) => ({
  region,
  name,
  year,
  ...collectionDays(policyFor(region, year)),
}))

/** @throws Error rather than build a package that would ask some other environment */
function cloudEnvironment(name: string | undefined): string {
  if (name === undefined) return ''
  const { environments } = deployment as { environments: Record<string, { envId: string | null } | undefined> }
  const envId = environments[name]?.envId ?? null
  if (envId === null) throw new Error(`cloudfunctions/deploy.json 里没有「${name}」的 envId，填上再构建`)
  return envId
}

const target = process.env.TARO_ENV ?? 'h5'
/** Of `cloudfunctions/environment.json`, which devcloud alone reads: a package for WeChat goes by no such key. */
const DEMONSTRATION_KEY = 'z87qwTMq1MSdtxhOKhpIzK3EBGifYM8owoNgVCIjFr4='

export default defineConfig<'webpack5'>({
  projectName: 'canbao',
  date: '2026-1-1',
  designWidth: 375,
  deviceRatio: { 375: 2, 750: 1 },
  sourceRoot: 'src',
  outputRoot: `dist/${target}`,
  framework: 'react',
  defineConstants: {
    SERVED_SEASONS: JSON.stringify(servedSeasons),
    CLOUD_ENV: JSON.stringify(cloudEnvironment(process.env.CANBAO_ENV)),
    EDITION_KEYS: JSON.stringify(process.env.CANBAO_EDITION_KEYS ?? (target === 'h5' ? DEMONSTRATION_KEY : '')),
    VERIFY_ADDRESS: JSON.stringify(process.env.CANBAO_VERIFY_ADDRESS ?? ''),
  },
  copy: {
    patterns: target === 'weapp' ? [{ from: 'src/sitemap.json', to: 'dist/weapp/sitemap.json' }] : [],
    options: {},
  },
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: true },
  terser,
  plugins: [
    '@tarojs/plugin-platform-weapp',
    '@tarojs/plugin-platform-h5',
    '@tarojs/plugin-framework-react',
    path.resolve(__dirname, 'accessible-views.ts'),
  ],
  mini: {
    compile,
    optimizeMainPackage: { enable: true },
    // No screen writes HTML into a view.
    runtime: { enableInnerHTML: false },
    // Text is sized in px times the reader's own font size, never in rpx: a wide phone is not a reason for bigger
    // letters.
    postcss: { pxtransform: { enable: false, config: {} } },
    webpackChain(chain) {
      chain.resolve.plugin('tsconfig-paths').use(TsconfigPathsPlugin)
    },
  },
  h5: {
    compile,
    publicPath: './',
    staticDirectory: 'static',
    output: { clean: true, filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[chunkhash:8].js' },
    postcss: { pxtransform: { enable: false, config: {} }, autoprefixer: { enable: true, config: {} } },
    // The address keeps the page behind '#', so any static folder can serve it.
    router: { mode: 'hash' },
    webpackChain(chain, webpack) {
      chain.resolve.plugin('tsconfig-paths').use(TsconfigPathsPlugin)
      // Fetched whole or not at all: who has opened the first screen can finish the check without a network.
      chain.plugin('one-chunk').use(webpack.optimize.LimitChunkCountPlugin, [{ maxChunks: 1 }])
    },
  },
})
