import { millionRecords } from '/work/main/bench/million-records.js';
import { startProduct } from '/work/main/bench/product.js';
import { formatTable } from '/work/main/bench/row.js';
const product = await startProduct();
try { console.log(formatTable(await millionRecords(product))); } finally { await product.stop(); }
