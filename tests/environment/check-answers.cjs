// Every function's answer is parsed against its contract: the compiler sees shapes, not limits and patterns.
process.env.CANBAO_CHECK_ANSWERS = '1'
