// The database: an embedded PostgreSQL or one named by addresses, its roles, its migrations, and connections to it.

export { type Account, databaseAccount } from "./account.ts";
export { databaseAway } from "./away.ts";
export { findBinaries } from "./binaries.ts";
export { type ClusterPlan, ensureCluster, type RunningCluster, startCluster, superuser } from "./cluster.ts";
export { databaseName, type EmbeddedOptions, InUse, joinEmbedded, makeDataFolder, type OpenDatabase, openEmbedded } from "./embedded.ts";
export { type Migration, migrate, pendingMigrations, readMigrations } from "./migrations.ts";
export { type Channel, type Notices, openNotices } from "./notices.ts";
export { type Databases, openDatabases, openPool, type PoolOptions } from "./pools.ts";
export { DatabaseProblem } from "./problem.ts";
export { ensureLocalRoles, refuseStrongLogin, roles } from "./roles.ts";
export { inTransaction } from "./transaction.ts";
export { type DatabaseUrls, localUrl, loginOf } from "./urls.ts";
