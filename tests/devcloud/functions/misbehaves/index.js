const deeds = {
  throw: () => { throw new TypeError('身份证号 360781197001010017') },
  never: () => new Promise(() => {}),
  huge: () => 'x'.repeat(7 * 1024 * 1024),
  circular: () => { const loop = {}; loop.loop = loop; return loop },
  nothing: () => undefined,
  impersonate: () => {
    try {
      process.env.WX_OPENID = 'oSomeoneElse'
    } catch { /* refused by throwing, in strict mode */ }
    return process.env.WX_OPENID ?? null
  },
}

/** Everything a function should not do. */
exports.main = ({ deed }) => deeds[deed]()
