package io.weir.infra.faults.trap;

/** Where a part can be made to fail. Each is seen at its Kafka clients or at its engine. */
public enum Point {
    /** Router: state restored, the first record not yet processed by a running client. */
    RUNNING,
    /** Router: the hold is applied and handed to the producer, its work order is not. */
    HOLD_TAKEN,
    /** Router: the next record is a work order. */
    BEFORE_SEND,
    /** Router: the work order is handed to the producer, the transaction is open. */
    SENT_BEFORE_COMMIT,
    /** Router: a transaction with a ledger entry in it is complete, its commit is not asked for. */
    BEFORE_COMMIT,
    /** Router: a transaction with a hold in it is committed; its post is to come. */
    AFTER_COMMIT,
    /** Router: the hold stands since an earlier transaction, the next record is its post. */
    BEFORE_POST,
    /** Router: the post is handed to the producer, the transaction is open. */
    POSTED,
    /** Worker: a claim is handed to the producer. */
    CLAIM_SENT,
    /** Worker: the engine is asked, no token has come. */
    ENGINE_0,
    /** Worker: half of the tokens have come. */
    ENGINE_50,
    /** Worker: nearly all tokens have come. */
    ENGINE_99,
    /** Worker: the next record is an outcome. */
    BEFORE_OUTCOME,
    /** Worker: an outcome is handed to the producer. */
    AFTER_OUTCOME
}
