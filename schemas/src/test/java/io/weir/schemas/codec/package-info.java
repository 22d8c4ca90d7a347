/** Tests of the codecs: both sides of every bound, and that a refusal names its field and value. */
package io.weir.schemas.codec;
