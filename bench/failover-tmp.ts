import { mkdtempSync } from "node:fs";
import { startKafka } from "#scripts/parts/kafka.ts";
import { startRedis } from "#scripts/parts/redis.ts";
import { measureFailover } from "./dispatch/failover.ts";
const redis = await startRedis({ dir: mkdtempSync("/tmp/r3/fo-redis-"), appendOnly: true });
for (const mode of ["each", "shared"] as const) console.log(JSON.stringify(await measureFailover({ redisUrl: redis.url, kafkaBrokers: null, mode })));
const kafka = await startKafka({ dir: mkdtempSync("/tmp/r3/fo-kafka-") });
for (const mode of ["each", "shared"] as const) console.log(JSON.stringify(await measureFailover({ redisUrl: redis.url, kafkaBrokers: kafka.brokers, mode })));
await kafka.stop(); await redis.stop(); process.exit(0);
