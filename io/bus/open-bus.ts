/** Opens the bus that the settings name: Kafka where brokers are given, else the embedded bus on Redis Streams. */
import { type KafkaSettings, openKafkaConsumer, openKafkaPublisher } from "../kafka/kafka-bus.ts";
import type { EventConsumer, EventPublisher } from "../ports.ts";
import { openStreamConsumer, openStreamPublisher } from "../redis/stream-bus.ts";

export interface BusSettings {
  kafkaBrokers: readonly string[] | null;
  redisUrl: string;
  kafkaSecurity?: Omit<KafkaSettings, "brokers">;
}

export async function openPublisher(settings: BusSettings): Promise<EventPublisher> {
  return settings.kafkaBrokers
    ? openKafkaPublisher({ brokers: settings.kafkaBrokers, ...settings.kafkaSecurity })
    : openStreamPublisher(settings.redisUrl);
}

export function openConsumer(settings: BusSettings): EventConsumer {
  return settings.kafkaBrokers
    ? openKafkaConsumer({ brokers: settings.kafkaBrokers, ...settings.kafkaSecurity })
    : openStreamConsumer(settings.redisUrl);
}
