#!/usr/bin/env node
/** `npx firstlook`: hands over to the launcher, which sees to packages and Node 24. */
import { launch } from "./launch.mjs";

await launch("firstlook", process.argv.slice(2));
