using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HandOvers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "HandOvers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ForumId = table.Column<int>(type: "INTEGER", nullable: false),
                    ReportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    NameSealed = table.Column<byte[]>(type: "BLOB", nullable: false),
                    WordsSealed = table.Column<byte[]>(type: "BLOB", nullable: false),
                    EmailSealed = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Shows = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    MadeAt = table.Column<string>(type: "TEXT", nullable: false),
                    Deadline = table.Column<string>(type: "TEXT", nullable: false),
                    OpenUntil = table.Column<string>(type: "TEXT", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    AnsweredAt = table.Column<string>(type: "TEXT", nullable: true),
                    OverdueAt = table.Column<string>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HandOvers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HandOvers_Reports_ReportId",
                        column: x => x.ReportId,
                        principalTable: "Reports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_Deadline",
                table: "HandOvers",
                column: "Deadline");

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_Hash",
                table: "HandOvers",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HandOvers_ReportId",
                table: "HandOvers",
                column: "ReportId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HandOvers");
        }
    }
}
