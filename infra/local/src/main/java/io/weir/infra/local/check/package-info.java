/**
 * The independent checker: whether the topics keep the platform's promises.
 *
 * <pre>
 *   home     each tenant has one partition, the same in every topic
 *   ledger   seq gapless from 1, ids unique, time never backwards
 *   intake   each public record that ingress has read is in the inbox or a dead letter
 *   I1       at every hold: posted + held + excess + adjusted, this hold included, &lt;= every hard limit above it, of every
 *            window; the budgets of labels by the labels that the outcomes state
 *   I2       every accepted query ends in exactly one result, and no result is without a query
 *   I3       every hold ends once, within its ceiling; what was booked is what the outcomes cost
 *   work     a hold, a decision and a work order for each attempt, of one tier
 *   I4       aggregates and calibration are what the outcomes add up to
 *   I5       no transaction is open, nothing is left unread
 * </pre>
 *
 * <p>It shares the schemas with the router and the Flink jobs and nothing else: no class of core, no codec. Balances are computed again from the
 * amounts of the entries alone and then compared with those that the entries state; limits are those that limit_set entries
 * have put into the order, made of the terms that these state: what is rolled over is computed from the period before,
 * periods from the calendar, rolling sums from the amounts of 60 buckets.
 *
 * <p>Order and memory: a tenant's records stand in one partition of every topic, so partitions are checked one after the
 * other. Within one, causes are read before effects: inbox, ledger, decisions, attempts, outcomes, results. Ends are
 * taken beforehand, effects before causes, so that on a running stack no effect is seen without its cause. Kept per partition:
 * an id and a few numbers for each query, attempt and ledger entry, about half a kilobyte an attempt.
 *
 * <p>Figures that Flink keeps say how far they cover the outcomes and are compared as far as that; kept are the newest record
 * and the sums of each figure, about two kilobytes for every minute of a task and tier. What they lack is how far they are
 * behind: a violation where Flink should have caught up, a count elsewhere.
 *
 * <p>What it is not: a reader of anything but committed records, nor a judge of routing. At rest (nothing is under way) every
 * query has its result and every hold its end; on a running stack those that are open are counted instead.
 */
@NullMarked
package io.weir.infra.local.check;

import org.jspecify.annotations.NullMarked;
