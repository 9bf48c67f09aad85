using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PublicFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Done",
                table: "MonthlySummaries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Missing",
                table: "MonthlySummaries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PublicStreets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ForumId = table.Column<int>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MadeAt = table.Column<string>(type: "TEXT", nullable: false),
                    Rows = table.Column<string>(type: "TEXT", nullable: false),
                    Elsewhere = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicStreets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PublicStreets_Forums_ForumId",
                        column: x => x.ForumId,
                        principalTable: "Forums",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PublicStreets_ForumId_From",
                table: "PublicStreets",
                columns: new[] { "ForumId", "From" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PublicStreets");

            migrationBuilder.DropColumn(
                name: "Done",
                table: "MonthlySummaries");

            migrationBuilder.DropColumn(
                name: "Missing",
                table: "MonthlySummaries");
        }
    }
}
