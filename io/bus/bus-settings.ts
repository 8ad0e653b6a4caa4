/** From the environment's settings to those of the bus. */
import type { Settings } from "#contracts/settings.ts";
import type { BusSettings } from "./open-bus.ts";

export function busSettings(settings: Settings): BusSettings {
  const { KAFKA_USERNAME: username, KAFKA_PASSWORD: password } = settings;
  return {
    kafkaBrokers: settings.KAFKA_BROKERS,
    redisUrl: settings.REDIS_URL,
    kafkaSecurity: {
      tls:
        settings.KAFKA_TLS && settings.KAFKA_CA_FILE !== undefined
          ? { caFile: settings.KAFKA_CA_FILE }
          : settings.KAFKA_TLS,
      sasl: username && password ? { mechanism: settings.KAFKA_SASL_MECHANISM, username, password } : null,
    },
  };
}

/** @returns the consumer group: one for all distributors that share the work, or one for each that reads everything. */
export function consumerGroup({ KAFKA_GROUP, DISTRIBUTOR_ID }: Settings): string {
  return DISTRIBUTOR_ID === undefined ? KAFKA_GROUP : `${KAFKA_GROUP}-${DISTRIBUTOR_ID}`;
}
