/** Names of the topics that Firstlook itself publishes to; an observatory's own topics come from configuration. */

/** Firstlook's own `image-arrived` events. */
export const imageTopic = "firstlook.images";
