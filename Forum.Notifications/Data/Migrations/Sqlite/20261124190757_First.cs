using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Notifications.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ChannelStops",
                columns: table => new
                {
                    Channel = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Since = table.Column<string>(type: "TEXT", nullable: false),
                    ProbeAt = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChannelStops", x => x.Channel);
                });

            migrationBuilder.CreateTable(
                name: "InboundTexts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MessageSid = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ForumId = table.Column<int>(type: "INTEGER", nullable: true),
                    FromHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    FromSealed = table.Column<byte[]>(type: "BLOB", nullable: true),
                    BodySealed = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ReceivedAt = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    LeaseUntil = table.Column<string>(type: "TEXT", nullable: true),
                    MeansCase = table.Column<Guid>(type: "TEXT", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboundTexts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Messages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ForumId = table.Column<int>(type: "INTEGER", nullable: false),
                    PlanKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Lane = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Recipient = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Arguments = table.Column<string>(type: "TEXT", nullable: false),
                    DueAt = table.Column<string>(type: "TEXT", nullable: false),
                    ValidUntil = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    LeaseUntil = table.Column<string>(type: "TEXT", nullable: true),
                    NextTryAt = table.Column<string>(type: "TEXT", nullable: true),
                    BegunAt = table.Column<string>(type: "TEXT", nullable: true),
                    SentAt = table.Column<string>(type: "TEXT", nullable: true),
                    DeliveredAt = table.Column<string>(type: "TEXT", nullable: true),
                    ProviderSid = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ReceiptRank = table.Column<int>(type: "INTEGER", nullable: false),
                    ErrorCode = table.Column<int>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    BodySealed = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Fingerprint = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Handled = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OptOuts",
                columns: table => new
                {
                    ForumId = table.Column<int>(type: "INTEGER", nullable: false),
                    PhoneHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Since = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OptOuts", x => new { x.ForumId, x.PhoneHash });
                });

            migrationBuilder.CreateTable(
                name: "PlannerCursors",
                columns: table => new
                {
                    ForumId = table.Column<int>(type: "INTEGER", nullable: false),
                    Seq = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlannerCursors", x => x.ForumId);
                });

            migrationBuilder.CreateTable(
                name: "TaskLetters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ForumId = table.Column<int>(type: "INTEGER", nullable: false),
                    PhoneHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Letter = table.Column<string>(type: "TEXT", maxLength: 1, nullable: false),
                    OpenedAt = table.Column<string>(type: "TEXT", nullable: false),
                    ClosedAt = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaskLetters", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Receipts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sid = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ErrorCode = table.Column<int>(type: "INTEGER", nullable: true),
                    Fields = table.Column<string>(type: "TEXT", nullable: false),
                    ReceivedAt = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Receipts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Receipts_Messages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "Messages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_InboundTexts_FromHash",
                table: "InboundTexts",
                column: "FromHash");

            migrationBuilder.CreateIndex(
                name: "IX_InboundTexts_MessageSid",
                table: "InboundTexts",
                column: "MessageSid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InboundTexts_State_LeaseUntil",
                table: "InboundTexts",
                columns: new[] { "State", "LeaseUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ForumId_State",
                table: "Messages",
                columns: new[] { "ForumId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Lane_State_NextTryAt",
                table: "Messages",
                columns: new[] { "Lane", "State", "NextTryAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_PlanKey",
                table: "Messages",
                column: "PlanKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Messages_State_LeaseUntil",
                table: "Messages",
                columns: new[] { "State", "LeaseUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_SubjectId",
                table: "Messages",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_Receipts_MessageId_Sid_Status",
                table: "Receipts",
                columns: new[] { "MessageId", "Sid", "Status" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TaskLetters_ForumId_PhoneHash",
                table: "TaskLetters",
                columns: new[] { "ForumId", "PhoneHash" });

            migrationBuilder.CreateIndex(
                name: "IX_TaskLetters_SubjectId",
                table: "TaskLetters",
                column: "SubjectId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ChannelStops");

            migrationBuilder.DropTable(
                name: "InboundTexts");

            migrationBuilder.DropTable(
                name: "OptOuts");

            migrationBuilder.DropTable(
                name: "PlannerCursors");

            migrationBuilder.DropTable(
                name: "Receipts");

            migrationBuilder.DropTable(
                name: "TaskLetters");

            migrationBuilder.DropTable(
                name: "Messages");
        }
    }
}
