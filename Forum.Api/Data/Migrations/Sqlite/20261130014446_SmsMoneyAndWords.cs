using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tryghedsforum.Api.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SmsMoneyAndWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "BudgetAlerts",
                table: "Forums",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BudgetCodes",
                table: "Forums",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BudgetNews",
                table: "Forums",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BudgetUnit",
                table: "Forums",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "Kroner");

            migrationBuilder.CreateTable(
                name: "SmsWordings",
                columns: table => new
                {
                    ForumId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Danish = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    English = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    By = table.Column<Guid>(type: "TEXT", nullable: true),
                    At = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SmsWordings", x => new { x.ForumId, x.Kind, x.Version });
                    table.ForeignKey(
                        name: "FK_SmsWordings_Forums_ForumId",
                        column: x => x.ForumId,
                        principalTable: "Forums",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SmsWordings");

            migrationBuilder.DropColumn(
                name: "BudgetAlerts",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "BudgetCodes",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "BudgetNews",
                table: "Forums");

            migrationBuilder.DropColumn(
                name: "BudgetUnit",
                table: "Forums");
        }
    }
}
