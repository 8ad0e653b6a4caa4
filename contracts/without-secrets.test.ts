/** Secrets in the forms in which they stand in messages, settings, addresses and the words of programs. */
import { expect, test } from "vitest";
import { withoutSecrets } from "./without-secrets.ts";

test.each([
  ['{"opaqueData":"s3cr\\"et","key":"a.fits"}', '{"opaqueData":"…","key":"a.fits"}'],
  ['{"password" : "s3cret', '{"password" : "…"'],
  ["KAFKA_PASSWORD=s3cret next", "KAFKA_PASSWORD=… next"],
  ["AWS_SECRET_ACCESS_KEY: s3cret", "AWS_SECRET_ACCESS_KEY: …"],
  ["aws_access_key_id=s3cret", "aws_access_key_id=…"],
  ["connecting to redis://user:s3cret@host:6379/0", "connecting to redis://…@host:6379/0"],
  ["GET https://host/a.fits?X-Amz-Credential=s3cret&X-Amz-Signature=s3cret2&x=1", /X-Amz-Signature=…&x=1$/],
  ["Authorization: Bearer s3cret.s3cret", "Authorization: …"],
  ["sent bearer s3crets3cret", "sent bearer …"],
  ["key AKIAIOSFODNN7EXAMPLE", "key …"],
])("%s", (text, wanted) => {
  const cleared = withoutSecrets(text);
  expect(cleared).not.toContain("s3cret");
  if (typeof wanted === "string") expect(cleared).toBe(wanted);
  else expect(cleared).toMatch(wanted);
});

test("what is no secret stays as it is", () => {
  const text = "read s3://rubin/a.fits (33 bytes) in 35 ms: 12 tokens, keys: a, b; basic task; user@host";
  expect(withoutSecrets(text)).toBe(text);
});
