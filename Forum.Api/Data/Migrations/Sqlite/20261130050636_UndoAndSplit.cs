using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class UndoAndSplit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OneMatterAt",
                table: "Reports",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Deeds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ForumId = table.Column<int>(type: "INTEGER", nullable: false),
                    ReportId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    FirstSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    BeforeSealed = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deeds", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Deeds_Reports_ReportId",
                        column: x => x.ReportId,
                        principalTable: "Reports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "UndoneEvents",
                columns: table => new
                {
                    ForumId = table.Column<int>(type: "INTEGER", nullable: false),
                    Seq = table.Column<long>(type: "INTEGER", nullable: false),
                    BySeq = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UndoneEvents", x => new { x.ForumId, x.Seq });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Deeds_ForumId_At",
                table: "Deeds",
                columns: new[] { "ForumId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Deeds_ReportId",
                table: "Deeds",
                column: "ReportId");

            migrationBuilder.CreateIndex(
                name: "IX_UndoneEvents_ForumId_BySeq",
                table: "UndoneEvents",
                columns: new[] { "ForumId", "BySeq" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Deeds");

            migrationBuilder.DropTable(
                name: "UndoneEvents");

            migrationBuilder.DropColumn(
                name: "OneMatterAt",
                table: "Reports");
        }
    }
}
