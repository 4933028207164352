/** Gives back what it got. */
exports.main = (event, context) => ({ event, context })
