// Required by mocha where coverage is taken: of the process of the tests, and not of the many that the tests start, as
// each would write megabytes of it when it ends. Node has read the variable by now, and its threads and children would.
delete process.env.NODE_V8_COVERAGE;
